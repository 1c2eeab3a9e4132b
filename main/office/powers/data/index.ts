export { findItems } from './find-items.ts';
export { itemByCode, type PowerItem, powerItems } from './items.ts';
export { rangeInWords, rangesFor } from './ranges.ts';
