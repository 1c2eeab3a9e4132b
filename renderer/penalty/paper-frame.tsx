import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { DocumentView } from '../../preload/contract/documents.ts';
import { Refused } from '../frame/refused.tsx';
import { office } from '../office/client.ts';

/** The stored PDF as it will be printed; the signed copy as soon as there is one. */
export function PaperFrame({ paper }: { paper: DocumentView }) {
  const signed = paper.signedSha256 !== null;
  const ticket = useQuery({
    queryKey: ['paper-frame', paper.id, paper.signedSha256 ?? paper.sha256],
    queryFn: () => office.documents.ticket({ documentId: paper.id, signed }),
    // A ticket is for one look; what is shown stays until the bytes change.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  if (ticket.error) return <Refused error={ticket.error} />;
  if (!ticket.data) return <Skeleton active className="pen-pdf" />;
  return (
    <iframe
      className="pen-pdf"
      title={`${paper.title} ${paper.number}`}
      src={`${ticket.data.url}#toolbar=0&navpanes=0&view=FitH`}
    />
  );
}
