import type { DocumentView } from '../../preload/contract/documents.ts';
import { PaperOpen } from './paper-open.tsx';
import { paperInWords } from './paper-words.ts';
import '../frame/pick-list.css';
import './paper-desk.css';

interface PaperDeskProps {
  readonly papers: readonly DocumentView[];
  /** Officers who may have to sign, in the order of the paper. */
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  readonly partyName: string;
  /** Id of the paper that lies open; the first that waits for a signature when there is none. */
  readonly chosen: string;
  readonly onChoose: (documentId: string) => void;
  /** A signature was given or something was printed. */
  readonly onChanged: () => Promise<unknown>;
  readonly empty: string;
}

/** Papers on the left, the open one on the right: read it, sign it, print it, prove it. */
export function PaperDesk(props: PaperDeskProps) {
  const { papers, chosen, onChoose } = props;
  const open =
    papers.find((one) => one.id === chosen) ??
    papers.find((one) => one.state !== 'VOIDED' && one.signatures.some((sign) => sign.state === 'WAITING')) ??
    papers.find((one) => one.paper === 'D36' && one.state !== 'VOIDED') ??
    papers[0];
  if (!open) return <p className="quiet paper-none">{props.empty}</p>;
  return (
    <div className="paper-desk">
      <ul className="paper-list pick-list" aria-label="文书">
        {papers.map((paper) => {
          const { word, tone } = paperInWords(paper);
          return (
            <li key={paper.id}>
              <button type="button" aria-pressed={paper.id === open.id} onClick={() => onChoose(paper.id)}>
                <b>{paper.title}</b>
                <span className="number">{paper.number}</span>
                <span>
                  <em className={`paper-${tone}`}>{word}</em>
                  {paper.pages > 0 ? ` ${paper.pages} 页` : ''}
                  {paper.printed > 0 ? `，已印 ${paper.printed} 份` : ''}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <PaperOpen key={open.id} {...props} paper={open} />
    </div>
  );
}
