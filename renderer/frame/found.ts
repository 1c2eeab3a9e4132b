import type { Found } from '../../preload/contract/cases.ts';

const ADDRESS: Record<Found['kind'], (found: Found) => string> = {
  CASE: ({ id }) => `/cases/${id}`,
  PAPER: ({ id, caseId }) => `/cases/${caseId}?paper=${id}`,
  SUBJECT: ({ id }) => `/subjects/${id}`,
  ITEM: ({ id }) => `/cases?item=${encodeURIComponent(id)}`,
  ORDER: ({ id }) => `/orders?order=${id}`,
  CODE: ({ id }) => `/inspections/${id}`,
  NEW_CODE: ({ id }) => `/inspections?new=${encodeURIComponent(id)}`,
};

/** The page of something that was found. */
export const addressOf = (found: Found): string => ADDRESS[found.kind](found);
