// 复议法 20, 23, 24; 行诉法 45, 46; domain.md §1.4, §0.4 rule 16, T31

/**
 * The paragraph on remedies. An on-the-spot decision must go to reconsideration first;
 * an ordinary one may go to reconsideration or straight to court.
 */
export function remediesText(
  procedure: 'ON_THE_SPOT' | 'ORDINARY',
  bodies: { readonly reconsiderBody: string; readonly court: string },
): string {
  const { reconsiderBody, court } = bodies;
  const start = '如不服本处罚决定，';
  if (procedure === 'ON_THE_SPOT') {
    return `${start}应当先自收到本决定书之日起六十日内向${reconsiderBody}申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内向${court}提起行政诉讼。`;
  }
  return `${start}可以自收到本决定书之日起六十日内向${reconsiderBody}申请行政复议，也可以自收到本决定书之日起六个月内直接向${court}提起行政诉讼。`;
}
