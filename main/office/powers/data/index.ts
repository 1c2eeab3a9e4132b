export { findItems } from './find-items.ts';
export { itemByCode, type PowerItem, powerItems } from './items.ts';
export { isOrdinaryOnly, rangeInWords, rangesFor, summaryLimitFen } from './ranges.ts';
