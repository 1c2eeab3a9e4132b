import { useQuery } from '@tanstack/react-query';
import type { TrainingFamily } from '../../preload/contract/training.ts';
import { query } from '../office/client.ts';

const NONE: readonly TrainingFamily[] = [];

/** The families whose device is simulated inside the program now. */
export function useTraining(): readonly TrainingFamily[] {
  return useQuery(query.devices.training.queryOptions()).data?.families ?? NONE;
}
