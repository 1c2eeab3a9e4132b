import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Clip } from '../../preload/contract/evidence.ts';
import { useTell } from '../frame/tell.ts';
import { office, query } from '../office/client.ts';

/** A recording ties to a case and comes off it again; case and lists are read again afterwards. */
export function useClipActs() {
  const client = useQueryClient();
  const tell = useTell();
  const again = {
    onError: tell.refused,
    onSettled: () => {
      client.invalidateQueries({ queryKey: query.evidence.key() });
      client.invalidateQueries({ queryKey: query.cases.key() });
    },
  };
  return {
    attach: useMutation(
      query.evidence.attach.mutationOptions({ ...again, onSuccess: () => tell.done('已关联到案件') }),
    ),
    detach: useMutation(
      query.evidence.detach.mutationOptions({ ...again, onSuccess: () => tell.done('已取消关联，录像仍在证据库里') }),
    ),
  };
}

type Playable = Pick<Clip, 'id' | 'name' | 'kind'>;

/** What is being played; who plays is written down by the office each time a ticket is given. */
export function usePlayer<T extends Playable>() {
  const tell = useTell();
  const [playing, setPlaying] = useState<{ clip: T; url: string } | null>(null);
  const play = async (clip: T) => {
    if (playing?.clip.id === clip.id) return;
    try {
      // A track or a log is read, not played.
      const url = clip.kind === 'MEDIA' ? (await office.evidence.ticket({ clipId: clip.id })).url : '';
      setPlaying({ clip, url });
    } catch (error) {
      setPlaying(null);
      tell.refused(error);
    }
  };
  return { playing, play, stop: () => setPlaying(null) };
}
