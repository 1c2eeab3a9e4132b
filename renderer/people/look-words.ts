/** Kinds of the access log in words; a kind of a later version is shown by its detail. */
const LOOKS: Record<string, string> = {
  'sign-in': '登录',
  'sign-in-failed': '登录未成功',
  'sign-out': '退出登录',
  view: '查看',
  play: '播放录像',
  reveal: '查看完整证号',
  print: '打印',
  export: '导出',
};

export function lookInWords(what: string): string {
  return LOOKS[what] ?? '查看';
}
