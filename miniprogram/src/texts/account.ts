/** What the pages about a person's place say. */
export const PLACE = {
  consentTitle: '先请您看一看',
  consent: '您反映的内容、照片和住处，只给您的网格员和办理这件事的社区工作人员看。公开显示时不带您的姓名。',
  agree: '同意并继续',
  whichCommunity: '您住在哪个社区？', otherCommunity: '换一个社区',
  which: '您住在哪个小区？', scan: '扫网格码', scanHint: '楼道里、群里都有',
  searchCompound: '搜小区名', searchBuilding: '搜楼号，比如 12',
  buildings: (n: number) => `${n} 栋楼`,
  notFound: '没有找到，换个字试试',
  unknown: '我不清楚', unknownHint: '先记下，社区会帮您查',
  whichBuilding: '哪一栋楼？', noBuilding: '没有我的楼',
  noBuildings: '这个小区还没有登记楼栋',
  done: '记下了', doneUnknown: '没关系，先记下了',
  doneUnknownHint: '社区会查清您属于哪个网格。您现在就可以反映事情，一样有人答复。',
  lives: '我住的地方', grid: '我的微网格', finish: '好的', again: '选错了，重新选',
  badCode: '这不是网格码，请改为选择小区和楼栋',
}
