import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

/** The things that a hand does to the tray; each looks at the tray again afterwards. */
export function useTray() {
  const queryClient = useQueryClient();
  const tell = useTell();
  const again = {
    onError: tell.refused,
    onSettled: () => queryClient.invalidateQueries({ queryKey: query.demo.key() }),
  };
  return {
    layCard: useMutation(query.demo.layCard.mutationOptions(again)),
    liftCard: useMutation(query.demo.liftCard.mutationOptions(again)),
    paper: useMutation(query.demo.paper.mutationOptions(again)),
    emptyPaper: useMutation(query.demo.emptyPaper.mutationOptions(again)),
    pad: useMutation(query.demo.pad.mutationOptions(again)),
    scan: useMutation(query.demo.scan.mutationOptions(again)),
    dockCamera: useMutation(query.demo.dockCamera.mutationOptions(again)),
    controlCamera: useMutation(query.demo.controlCamera.mutationOptions(again)),
    // Another day changes what every page says.
    moveClock: useMutation(
      query.demo.moveClock.mutationOptions({ ...again, onSettled: () => queryClient.invalidateQueries() }),
    ),
  };
}
