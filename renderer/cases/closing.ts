const OPEN = [
  '.ant-popover:not(.ant-popover-hidden)',
  '.ant-dropdown:not(.ant-dropdown-hidden)',
  '.ant-select-dropdown:not(.ant-select-dropdown-hidden)',
  '.ant-picker-dropdown:not(.ant-picker-dropdown-hidden)',
  '.ant-modal',
  '.ant-drawer-open',
].join(',');

/** Esc closes what lies on top first: while a popover, list or sheet is open, the page below stays. */
export function unlessSomethingLiesOnTop(close: () => void): () => void {
  return () => {
    if (document.querySelector(OPEN) === null) close();
  };
}
