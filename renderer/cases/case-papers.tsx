import { useQueryClient } from '@tanstack/react-query';
import type { CasePage } from '../../preload/contract/cases.ts';
import { query } from '../office/client.ts';
import { PaperDesk } from './paper-desk.tsx';

/** The papers of a case with their officers. */
export function CasePapers(props: { page: CasePage; chosen: string; onChoose: (documentId: string) => void }) {
  const { page } = props;
  const client = useQueryClient();
  return (
    <PaperDesk
      papers={page.documents}
      officers={page.officersFull}
      partyName={page.partyName}
      chosen={props.chosen}
      onChoose={props.onChoose}
      onChanged={() => client.invalidateQueries({ queryKey: query.cases.page.key({ input: { caseId: page.id } }) })}
      empty="还没有文书。办到告知一步，陈述申辩记录会出现在这里；取号后是决定书。"
    />
  );
}
