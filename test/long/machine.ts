import { cpus, totalmem } from 'node:os';

/** What a long run was made on, for its result. */
export const machine = `${process.platform} ${process.arch}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
