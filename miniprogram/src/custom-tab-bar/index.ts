// WeChat wants this component when app.json says that the tab bar is custom. It draws nothing: <hy-page> draws
// the tabs inside the page, where 长辈版 and the type size reach them.
Component({})
