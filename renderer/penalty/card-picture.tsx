import { useQuery } from '@tanstack/react-query';
import { office } from '../office/client.ts';

/** Under no topic of the office: a device that changes its state asks for no picture anew. */
export const pictureKey = (cardSha256: string) => ['card-picture', cardSha256];

/** The picture of a card that was read, as long as it is shown; it is kept no longer. `bmp` is null without a decoder. */
export function useCardPicture(cardSha256: string | undefined) {
  return useQuery({
    queryKey: pictureKey(cardSha256 ?? ''),
    // A card that has taken the place of this one, or a form that was left, stops what is under way.
    queryFn: ({ signal }) => office.devices.cardPicture({ cardSha256: cardSha256 ?? '' }, { signal }),
    enabled: cardSha256 !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** The photo of a card beside what was read from it, for comparing the face; else why it is not there. */
export function CardPicture({
  picture,
  room,
}: {
  picture: Pick<ReturnType<typeof useCardPicture>, 'data' | 'error'>;
  /** Keeps the room of a photo where none is (yet): nothing below moves when it comes. */
  room: boolean;
}) {
  const bmp = picture.data?.bmp;
  if (bmp)
    return (
      <img
        className="pen-picture"
        src={`data:image/bmp;base64,${bmp}`}
        width="102"
        height="126"
        alt="证件照片"
        title="证件里的照片，由照片解码组件解出，供核对相貌；存下的是原始数据。"
      />
    );
  const [caption, title] = wordsOf(picture);
  return (
    <figure className={`pen-photo ${room ? 'pen-photo-room' : ''}`} title={title}>
      <svg viewBox="0 0 32 28" width="32" height="28" aria-hidden="true">
        <circle cx="16" cy="9" r="6.5" fill="none" stroke="currentColor" strokeWidth="2" />
        <path d="M3 27c1.5-7 7-9 13-9s11.5 2 13 9" fill="none" stroke="currentColor" strokeWidth="2" />
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

function wordsOf({ data, error }: Parameters<typeof CardPicture>[0]['picture']): [string, string] {
  if (error) return ['照片未显示', '证件照片已原样存下。没有显示的原因写在旁边；核对相貌请看证件。'];
  if (!data) return ['正在显示…', '照片解码组件正在解出证件里的照片，不影响办理。'];
  return [
    '未接照片\n解码组件',
    '证件照片已原样存下。要显示它须有厂家的照片解码组件（设备 → 连接设置）；核对相貌请看证件。',
  ];
}
