export { createDeviceLink, type DeviceLink } from './client.ts';
export { createDeskDevices, type DeskDevicesService } from './service.ts';
export { receiptPrinterIs, trainingVolumes, withoutSimulators } from './training.ts';
export { createTray, type Tray } from './tray.ts';
