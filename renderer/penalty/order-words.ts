import type { OrderView } from '../../preload/contract/cases.ts';

const ORDER_WORDS: Readonly<Record<OrderView['state'], string>> = {
  ISSUED: '责令改正，待复查',
  CORRECTED: '责令改正，已改正',
  PARTLY: '责令改正，部分改正',
  NOT_CORRECTED: '责令改正，逾期未改',
  REFUSED: '责令改正，拒不改正',
};

/** How a correction order stands, in words. */
export const orderInWords = (state: string) => ORDER_WORDS[state as OrderView['state']] ?? state;
