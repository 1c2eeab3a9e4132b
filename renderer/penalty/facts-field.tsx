import { Button, Input } from 'antd';
import { useState } from 'react';
import { useDesk } from './desk.tsx';
import { type FactValues, fillPhrase, openPlaceholders } from './facts.ts';
import { Field } from './field.tsx';

/** The facts, put together from the phrases of the item; what is still blank is asked for by name. */
export function FactsField({ values }: { values: FactValues }) {
  const desk = useDesk();
  const { violation } = desk.content;
  const phrases = desk.item?.factPhrases ?? [];
  const blanks = openPlaceholders(violation.facts).filter((blank) => blank !== '{地点}' && blank !== '{时间}');
  const put = (facts: string) => desk.change('violation', { facts });

  return (
    <>
      <Field
        name="violation.facts"
        label="违法事实"
        required
        wide
        auto={phrases.some((phrase) => violation.facts.includes(fillPhrase(phrase, values)))}
        note={blanks.length === 0 ? '与告知、决定书用同一段文字，不用再写一遍。' : undefined}
      >
        {(at) => (
          <Input.TextArea
            {...at}
            autoSize={{ minRows: 3, maxRows: 8 }}
            maxLength={4000}
            disabled={desk.frozen}
            value={violation.facts}
            onChange={(event) => put(event.target.value)}
          />
        )}
      </Field>
      {blanks.length > 0 && !desk.frozen && (
        <div className="pen-blanks pen-wide">
          <span>请补上：</span>
          {blanks.map((blank) => (
            <Blank key={blank} blank={blank} onFill={(text) => put(violation.facts.replaceAll(blank, text))} />
          ))}
        </div>
      )}
      {!desk.frozen && phrases.length > 0 && (
        <fieldset className="pen-phrases pen-wide">
          <legend>常用句，点一下加到后面</legend>
          {phrases
            .filter((phrase) => !violation.facts.includes(fillPhrase(phrase, values)))
            .map((phrase) => (
              <Button key={phrase} size="small" onClick={() => put(violation.facts + fillPhrase(phrase, values))}>
                {phrase
                  .replace('{时间}，', '')
                  .replace('{地点}', '此处')
                  .replace(/\{([^{}]+)\}/g, '〔$1〕')}
              </Button>
            ))}
        </fieldset>
      )}
    </>
  );
}

function Blank({ blank, onFill }: { blank: string; onFill: (text: string) => void }) {
  const [text, setText] = useState('');
  const name = blank.slice(1, -1);
  const fill = () => text.trim() !== '' && onFill(text.trim());
  return (
    <Input
      className="pen-blank"
      prefix={<span className="pen-note">{name}</span>}
      aria-label={name}
      maxLength={60}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={fill}
      onPressEnter={fill}
    />
  );
}
