import type { ThemeConfig } from 'antd';

/** The colours of the house. Never colour alone: a word or a shape always stands with it. */
const COLOURS = {
  navy: '#14386B',
  blue: '#1B5FC1',
  /** Legally overdue or refused, nothing else. */
  red: '#C0271F',
  /** Due soon. */
  orange: '#B95E00',
  green: '#1E7A3C',
  /** Demo ledgers. */
  demo: '#6A4C93',
  ink: '#1D2433',
  quiet: '#5A6475',
  line: '#DDE2EA',
  ground: '#F2F4F8',
} as const;

const FONT =
  '"Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "PingFang SC", sans-serif';

/** One theme for every page; `contrast` is the high-contrast one for tired eyes and bad screens. */
export function theme(contrast: boolean): ThemeConfig {
  const line = contrast ? '#3A4252' : COLOURS.line;
  const ink = contrast ? '#000000' : COLOURS.ink;
  return {
    token: {
      colorPrimary: contrast ? '#0B418F' : COLOURS.blue,
      colorInfo: contrast ? '#0B418F' : COLOURS.blue,
      colorLink: contrast ? '#0B418F' : COLOURS.blue,
      colorError: contrast ? '#9B0F0A' : COLOURS.red,
      colorWarning: contrast ? '#8A4300' : COLOURS.orange,
      colorSuccess: contrast ? '#0B5A26' : COLOURS.green,
      colorSuccessBg: '#EEF8F1',
      colorSuccessBorder: '#A9D5B7',
      colorWarningBg: '#FDF4E7',
      colorWarningBorder: '#EBC48E',
      colorErrorBg: '#FDEFEE',
      colorErrorBorder: '#EBB4B0',
      colorInfoBg: '#EBF2FC',
      colorInfoBorder: '#B0CBEF',
      colorText: ink,
      colorTextSecondary: contrast ? '#1A1A1A' : COLOURS.quiet,
      colorTextTertiary: contrast ? '#2A2A2A' : '#6B7485',
      colorTextPlaceholder: contrast ? '#555555' : '#8A93A3',
      colorBorder: contrast ? '#3A4252' : '#C5CCD8',
      colorBorderSecondary: line,
      colorSplit: line,
      colorBgLayout: contrast ? '#FFFFFF' : COLOURS.ground,
      borderRadius: 4,
      borderRadiusLG: 6,
      fontFamily: FONT,
      fontSize: 14,
      controlHeight: 34,
      lineWidth: contrast ? 1.5 : 1,
      motion: !contrast,
    },
    components: {
      Table: {
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 10,
        headerBg: contrast ? '#E4E8EF' : '#F4F6FA',
        headerColor: contrast ? '#000000' : '#46505F',
        headerSplitColor: 'transparent',
        rowHoverBg: contrast ? '#E0EBFA' : '#F0F5FC',
      },
      Card: { headerHeight: 44, headerHeightSM: 40, bodyPadding: 16, bodyPaddingSM: 12 },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      Descriptions: { itemPaddingBottom: 8 },
      Tag: { defaultBg: contrast ? '#FFFFFF' : '#F1F3F7' },
    },
  };
}
