/** What a town types on the set-up page. */
export const GIVEN = {
  ...{ townName: '青溪镇', authorityName: '青溪镇人民政府', docPrefix: '青溪', county: '越州县', deskName: '窗口一' },
  ...{ reconsiderBody: '越州县人民政府', court: '越州县人民法院', payChannel: '越州农商银行' },
  admin: { name: '林系安', number: '330191', password: 'Shiyan@2026' },
  passphrase: '一段只在测试里用的口令',
};
