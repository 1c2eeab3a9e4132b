import { groupIdNo } from '../frame/format.ts';

/** Citizen numbers (GB 11643, masked or not) stand in groups; credit codes of enterprises are public and stay as they are. */
export function shownNo(no: string): string {
  return /^\d{6}[\d*]{8}\d{3}[\dX]$/.test(no) ? groupIdNo(no) : no;
}
