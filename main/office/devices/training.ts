import { join } from 'node:path';
import type { DeskDevices } from '../../../preload/contract/desk.ts';
import { type DeviceConfig, SIMULATED, SIMULATOR } from '../../../preload/contract/devices.ts';
import type { TrainingFamily } from '../../../preload/contract/training.ts';
import type { Settings } from '../settings/index.ts';

/** Where the training cameras of a ledger come to be docked. */
export const trainingVolumes = (dir: string): string => join(dir, 'volumes');

/** Numbers of the training cameras: the one that is a disk as it is, and the one that is spoken to before. */
export const TRAINING_CAMERAS = { bodycam: 'ZZ10001', 'camera-control': 'ZZ20002' } as const;
type CameraFamily = keyof typeof TRAINING_CAMERAS;

/** The folder in which the recordings of a training camera appear. */
export const trainingDock = (dir: string, family: CameraFamily): string =>
  join(trainingVolumes(dir), `BWC${TRAINING_CAMERAS[family]}`);

/**
 * Whether receipts of this desk come out of a simulator, by the settings: it holds also while the devices process is
 * away. `none` without any printer.
 */
export function receiptPrinterIs(settings: Pick<Settings, 'desk'>): 'none' | 'simulated' | 'real' {
  if (trainingOf(settings).includes('receipt-printer')) return 'simulated';
  const address = settings.desk<Partial<DeskDevices>>('devices', {}).receiptPrinter ?? '';
  if (address === '') return 'none';
  return address.endsWith(SIMULATED) ? 'simulated' : 'real';
}

/** The settings without the addresses of simulators. */
export function withoutSimulators(of: DeskDevices): DeskDevices {
  const kept = (address: string) => (address.endsWith(SIMULATED) ? '' : address);
  return {
    ...of,
    idCard: kept(of.idCard),
    signaturePad: kept(of.signaturePad),
    receiptPrinter: kept(of.receiptPrinter),
    scanner: kept(of.scanner),
    queueDisplay: kept(of.queueDisplay),
    cameraControl: kept(of.cameraControl),
    volumes: of.volumes.filter((place) => !place.endsWith(SIMULATED)),
  };
}

/** The families that train at this desk. */
export const trainingOf = (settings: Pick<Settings, 'desk'>): readonly TrainingFamily[] =>
  settings.desk<readonly TrainingFamily[]>('devicesTraining', []);

/**
 * The settings as the devices process wants them. A family that trains has its device inside the program instead of
 * the one in the settings; real cameras are watched all the same, each marked by itself.
 */
export function toConfig(of: DeskDevices, training: readonly TrainingFamily[], dir: string): DeviceConfig {
  const instead = (family: TrainingFamily, typed: string) => (training.includes(family) ? SIMULATOR : typed);
  const [idCard, signaturePad, printer, scanner, queueDisplay, cameraControl] = [
    instead('id-card', of.idCard),
    instead('signature-pad', of.signaturePad),
    instead('receipt-printer', of.receiptPrinter),
    instead('scanner', of.scanner),
    instead('queue-display', of.queueDisplay),
    instead('camera-control', of.cameraControl),
  ];
  const docks = (['bodycam', 'camera-control'] as const).filter((family) => training.includes(family));
  return {
    idCard: idCard === '' ? null : { path: idCard },
    signaturePad: signaturePad === '' ? null : { path: signaturePad },
    receiptPrinter:
      printer === ''
        ? null
        : { address: printer, width: of.receiptWidth === '58' ? 58 : 80, profile: of.receiptProfile },
    volumes: [...new Set([...of.volumes, ...docks.map((family) => `${trainingDock(dir, family)}${SIMULATED}`)])],
    cameraControl: cameraControl === '' ? null : { path: cameraControl },
    photoDecoder: of.photoDecoder === '' ? null : { path: of.photoDecoder },
    scanner: scanner === '' ? null : { path: scanner, baudRate: of.scannerBaud },
    queueDisplay:
      queueDisplay === ''
        ? null
        : {
            path: queueDisplay,
            baudRate: of.queueDisplayBaud,
            template: of.displayTemplate,
            checksum: of.displayChecksum,
            encoding: of.displayEncoding,
          },
  };
}
