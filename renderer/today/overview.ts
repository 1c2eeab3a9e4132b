import type { InferContractRouterOutputs } from '@orpc/contract';
import type { OfficeContract } from '../../preload/contract/index.ts';

export type Overview = InferContractRouterOutputs<OfficeContract>['today']['overview'];
