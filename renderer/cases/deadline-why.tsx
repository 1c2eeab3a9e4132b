import { QuestionCircleOutlined } from '@ant-design/icons';
import { Popover } from 'antd';
import type { DeadlineView } from '../../preload/contract/cases.ts';

/** How a date came about: the calculation in words and the article. */
export function DeadlineWhy({ deadline }: { deadline: DeadlineView }) {
  return (
    <Popover
      trigger="click"
      title={`${deadline.name}：怎么算的`}
      content={
        <div className="deadline-why">
          <p>{deadline.why}</p>
          <p className="quiet">依据：{deadline.basis}</p>
          {deadline.estimated ? <p className="quiet">该年度放假安排尚未公布，日期为预估。</p> : null}
        </div>
      }
    >
      <button type="button" className="why-button">
        为什么 <QuestionCircleOutlined />
      </button>
    </Popover>
  );
}
