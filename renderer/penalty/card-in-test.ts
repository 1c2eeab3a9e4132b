import type { CardReading } from '../../preload/contract/office.ts';

/** A card without warnings, read by a training reader. */
export const READING: CardReading = {
  at: '2026-11-20T06:00:00.000Z',
  cardSha256: 'a'.repeat(64),
  samId: '05.03-20260101-0000000001-0000000001',
  simulated: true,
  card: {
    type: 'resident',
    name: '王小明',
    latinName: '',
    sex: '男',
    ethnic: '汉',
    birth: '1990-03-07',
    address: '旧址 1 号',
    newestAddress: '新址 2 号',
    idNo: '11010519491231002X',
    issuer: '某公安局',
    validFrom: '2016-01-01',
    validTo: '2036-01-01',
    warnings: [],
  },
};
