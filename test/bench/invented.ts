/** Reproducible picks: the same ledger everywhere. */
export function picker(seed: number): <T>(from: readonly T[]) => T {
  let state = seed >>> 0;
  return <T>(from: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return from[Math.floor((state / 2 ** 32) * from.length)] as T;
  };
}

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙黎史陶贺毛郝顾龚邵万钱覃武戴孔汤庞樊葛单',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力志永健世广义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子涛昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以',
];
const ROADS = [...'人民路解放街中山路建设路青年路文化街迎宾路滨河路朝阳街光明路'.matchAll(/.{2,3}[路街]/gu)].map(
  ([road]) => road,
);
const VILLAGES = [
  '柳塘村',
  '青溪社区',
  '下渡村',
  '石桥头村',
  '云岭村',
  '望湖社区',
  '南坞村',
  '东关社区',
  '西河沿村',
  '北山脚村',
];
const MARKS = [
  '东侧人行道',
  '农贸市场门口',
  '公交站旁',
  '小学围墙外',
  '卫生院对面',
  '桥头空地',
  '停车场入口',
  '广场西南角',
  '加油站北侧',
  '菜场后巷',
];
const TRADES = ['小吃店', '五金店', '水果行', '便利店', '装饰部', '快餐店', '洗车行', '烧烤摊', '早餐铺', '废品收购站'];
const FIRMS = ['建筑工程有限公司', '物业服务有限公司', '餐饮管理有限公司', '市政养护有限公司', '渣土运输有限公司'];
const HOUSES = Array.from({ length: 400 }, (_, i) => i + 1);

type Pick = ReturnType<typeof picker>;

export function personName(pick: Pick): string {
  return pick(SURNAMES) + pick(GIVEN) + pick([...GIVEN, '', '']);
}

/** A citizen, a trader with a shop of his, or a company. */
export function invented(pick: Pick): {
  partyType: 'CITIZEN' | 'SOLE_TRADER' | 'COMPANY';
  partyName: string;
  place: string;
} {
  const partyType = pick(['CITIZEN', 'CITIZEN', 'CITIZEN', 'SOLE_TRADER', 'SOLE_TRADER', 'COMPANY'] as const);
  const owner = personName(pick);
  const partyName = {
    CITIZEN: owner,
    SOLE_TRADER: `云溪镇${owner}${pick(TRADES)}`,
    COMPANY: `云溪${pick(GIVEN)}${pick(GIVEN)}${pick(FIRMS)}`,
  }[partyType];
  const street = pick([
    `${pick(ROADS)}${pick(HOUSES)}号`,
    `${pick(VILLAGES)}${pick(HOUSES)}号`,
    pick(ROADS),
    pick(VILLAGES),
  ]);
  return { partyType, partyName, place: `云溪镇${street}${pick([...MARKS, ''])}` };
}
