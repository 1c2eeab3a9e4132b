import { LoadingOutlined } from '@ant-design/icons';

/**
 * How every button of the window is. The turning icon has no name of its own: antd's fades out when the work is done,
 * and where the work took less than a frame the fading never ends, so that a button stayed named "loading 保存".
 */
export const BUTTONS = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden="true" /> };
