import { ExperimentOutlined } from '@ant-design/icons';
import { DEVICE_KINDS } from '../devices/device-words.ts';
import { useTraining } from '../devices/use-training.ts';

/** Stands over every page while a device of this desk is simulated, so that no training passes for the real thing. */
export function TrainingBanner() {
  const families = useTraining();
  if (families.length === 0) return null;
  return (
    <div className="training-banner" role="status">
      <ExperimentOutlined />
      <span>
        <b>正在培训</b>：{families.map((family) => DEVICE_KINDS[family]).join('、')}
        是模拟设备。用它办出来的内容、文书和小票都标「模拟」，不作凭证；真实业务请先关闭。
      </span>
    </div>
  );
}
