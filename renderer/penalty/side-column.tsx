import { formatYuan } from '../../preload/contract/money.ts';
import type { EarlierMatter } from '../../preload/contract/subjects.ts';
import { groupIdNo } from '../frame/format.ts';
import { focusProblem, useDesk } from './desk.tsx';
import { orderInWords } from './order-words.ts';

const BASES: readonly (readonly string[])[] = [
  ['行政处罚法第四十二条：执法人员不得少于两人', '行政处罚法第五十二条：当场处罚应出示执法证件'],
  ['行政处罚法第三十条：未成年人从轻、减轻或不予处罚', '行政处罚法第三十一条：精神状况与责任能力'],
  [
    '行政处罚法第五十一条：事实确凿并有法定依据',
    '行政处罚法第二十八条：应当责令改正',
    '行政处罚法第三十六条：二年追责时效',
  ],
  ['行政处罚法第五十一条：公民二百元以下、单位三千元以下', '行政处罚法第六十八条至第七十一条：当场收缴与票据'],
  ['行政处罚法第四十四条：告知事实、理由、依据和权利', '行政处罚法第四十五条：听取陈述申辩，不得加重'],
  ['行政处罚法第五十二条：决定书载明事项，当场交付', '行政复议法第二十三条：当场处罚先复议'],
];
const HINTS = [
  '按 1 至 6 换步骤，Ctrl+Enter 下一步，Enter 下一格。',
  '证件放上即读，也可手工录入；未带证件的，选「无法提供证件」并写明住址。',
  '输入拼音首字母最快；选好后时间和事实自动填好，只需补地点。',
  '数额已按裁量阶次给出，改动请写理由。',
  '请照读左侧文字，再问是否陈述、申辩。',
  '取号后依次由两名执法人员和当事人签名，然后交付、打印。',
];

const inWords = ({ kind, fineFen, state }: EarlierMatter) =>
  kind === 'ORDER'
    ? orderInWords(state)
    : kind === 'FIRST_VIOLATION'
      ? '首违不罚'
      : fineFen > 0
        ? formatYuan(fineFen)
        : '警告';

/** Right column: what is missing here, the party's history, the legal basis, a hint. */
export function SideColumn() {
  const desk = useDesk();
  const problems = desk.problemsOf(desk.step);
  const known = desk.recognised;
  const statutes = desk.step >= 3 ? (desk.item?.statutes ?? []) : [];
  return (
    <aside className="pen-side" aria-label="提示">
      <section>
        <h4>本步还缺</h4>
        {problems.length === 0 || (desk.frozen && desk.step <= 5) ? (
          <p className="pen-none">{desk.check ? '✓ 已齐全' : '正在核对…'}</p>
        ) : (
          <ul className="pen-missing">
            {problems.map((problem) => (
              <li key={problem.code + problem.field} className={problem.weight === 'stop' ? 'pen-stop' : 'pen-look'}>
                <button type="button" onClick={() => focusProblem(problem)}>
                  {problem.sentence}
                </button>
                {problem.basis && <small>{problem.basis}</small>}
              </li>
            ))}
          </ul>
        )}
      </section>
      {known && desk.step >= 2 && desk.step <= 4 && (
        <section>
          <h4>
            {known.name} 的历史 <small>{groupIdNo(known.maskedNo)}</small>
          </h4>
          {known.earlier.length === 0 ? (
            <p className="pen-none">登记过，没有处罚记录</p>
          ) : (
            <ul className="pen-earlier">
              {known.earlier.map((one) => (
                <li key={one.id}>
                  <b>{one.on}</b> {one.itemName}
                  <span>{inWords(one)}</span>
                </li>
              ))}
            </ul>
          )}
          {known.exemptionsUsed.map((one) => (
            <p key={one.itemCode} className="pen-warn">
              {one.on} 已用过首违不罚
            </p>
          ))}
        </section>
      )}
      <section>
        <h4>法律依据</h4>
        <ul className="pen-basis">
          {statutes.map((one) => (
            <li key={one.law + one.article}>
              <details>
                <summary>
                  《{one.law}》{one.article}
                </summary>
                {one.text}
                <small>{one.version}</small>
              </details>
            </li>
          ))}
          {BASES[desk.step - 1]?.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </section>
      <section>
        <h4>怎么做快</h4>
        <p>{HINTS[desk.step - 1]}</p>
      </section>
    </aside>
  );
}
