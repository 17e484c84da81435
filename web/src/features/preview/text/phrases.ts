/** The words that the library says itself, where they differ from English. */
export const codePhrases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {},
  'zh-CN': {
    Find: '查找',
    Replace: '替换为',
    next: '下一个',
    previous: '上一个',
    all: '全部',
    'match case': '区分大小写',
    'by word': '全字匹配',
    regexp: '正则表达式',
    replace: '替换',
    'replace all': '全部替换',
    close: '关闭',
    'current match': '当前匹配',
    'replaced $ matches': '已替换 $ 处',
    'replaced match on line $': '已替换第 $ 行的匹配',
    'on line': '位于第',
    'Control character': '控制字符',
  },
};
