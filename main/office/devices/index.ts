export { createDeviceLink, type DeviceLink } from './client.ts';
export { createDeskDevices, type DeskDevicesService } from './service.ts';
