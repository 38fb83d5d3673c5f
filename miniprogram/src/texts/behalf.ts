/** Filed by a worker for somebody without a phone, who is told the reply in person. */
export const BEHALF = {
  page: '代邻居登记', who: '替谁登记', name: '姓名', nameHint: '比如：李桂兰', phone: '电话', phoneHint: '没有可以不填', grid: '在哪个微网格',
  private: '请先得到本人同意。姓名和电话加密保存，只有办理的人看得到。办好以后，请当面或打电话把答复告诉他。',
  needName: '请写上替谁登记', badPhone: '电话只写数字，最多 20 位', needGrid: '请选一个微网格', done: '登记好了',
  noConsent: '先看看个人信息怎么用', noConsentHint: '同意以后，就可以替邻居登记。', consent: '去看一看',
}

/** The person for whom a matter was filed, on its page. */
export const CONTACT = {
  title: '替邻居登记的', by: '登记人', who: '诉求人', phone: '电话', noPhone: '没有留电话', see: '看姓名和电话', call: '打电话',
  tell: (day: string) => `请把答复告诉他，最迟${day}`, logged: '看过会留下记录',
}

/** When a reply was told. */
export const WHEN = { label: '什么时候告诉的', now: '就在刚才', other: '选个时间', day: '哪一天', hour: '几点', days: ['今天', '昨天', '前天'] }
