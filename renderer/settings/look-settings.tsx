import { Radio, Switch } from 'antd';
import { SCALES, useLook } from '../frame/look.tsx';

/** How this screen looks; changes at once and is kept on this PC. */
export function LookSettings() {
  const { look, setLook } = useLook();
  return (
    <section className="sheet settings-sheet">
      <h2>这块屏幕</h2>
      <div className="look-line">
        <span id="look-scale">字号</span>
        <Radio.Group
          aria-labelledby="look-scale"
          optionType="button"
          buttonStyle="solid"
          value={look.scale}
          onChange={(event) => setLook({ ...look, scale: event.target.value })}
          options={SCALES.map((value) => ({ value, label: `${value}%` }))}
        />
      </div>
      <div className="look-line">
        <label htmlFor="look-contrast">高对比度</label>
        <Switch
          id="look-contrast"
          checked={look.contrast}
          onChange={(contrast) => setLook({ ...look, contrast })}
          checkedChildren="开"
          unCheckedChildren="关"
        />
      </div>
      <p className="quiet">只改这台电脑的显示，不影响别人，也不影响印出来的文书。</p>
    </section>
  );
}
