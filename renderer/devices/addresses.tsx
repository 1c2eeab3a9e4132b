import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Radio, Select, Skeleton } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import type { DeskDevices } from '../../preload/contract/desk.ts';
import { PRINTER_PROFILE_KEYS, PRINTER_PROFILES } from '../../preload/contract/printer-profiles.ts';
import { enterNext } from '../frame/enter-next.ts';
import { clearFields, putAtField, standsAtField } from '../frame/field-refusal.ts';
import { useKeys } from '../frame/keys.tsx';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { AddressField } from './address-field.tsx';
import { toFollow } from './follow-settings.ts';
import { DisplayFields, ScannerFields } from './line-fields.tsx';

type Typed = Omit<DeskDevices, 'volumes'> & { volumes: string };
const asTyped = (settings: DeskDevices): Typed => ({ ...settings, volumes: settings.volumes.join('\n') });

/** Where the devices of this PC are plugged in. */
export function Addresses() {
  const queryClient = useQueryClient();
  const tell = useTell();
  const [form] = Form.useForm<Typed>();
  const settings = useQuery(query.devices.settings.queryOptions());
  const save = useMutation(
    query.devices.configure.mutationOptions({
      onMutate: () => clearFields(form),
      onSuccess: () => {
        tell.done('连接设置已保存，正在按新地址连接');
        queryClient.invalidateQueries({ queryKey: query.devices.key() });
      },
      onError: (error) => putAtField(form, error),
    }),
  );
  const filledFrom = useRef<Typed | null>(null);
  useEffect(() => {
    if (!settings.data) return;
    const now = asTyped(settings.data);
    if (filledFrom.current) form.setFieldsValue(toFollow(form.getFieldsValue(), filledFrom.current, now));
    filledFrom.current = now;
  }, [settings.data, form]);
  useKeys([{ keys: 'Ctrl+S', words: '保存连接设置', run: form.submit }]);
  if (!settings.data) return settings.error ? <Refused error={settings.error} /> : <Skeleton active />;
  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      className="sheet addresses"
      onKeyDown={enterNext}
      initialValues={asTyped(settings.data)}
      onFinish={({ volumes, ...typed }) =>
        save.mutate({
          ...typed,
          volumes: volumes
            .split('\n')
            .map((one) => one.trim())
            .filter(Boolean),
        })
      }
    >
      <Refused error={standsAtField(form, save.error) ? null : save.error} />
      <Family title="身份证读卡器和签字板">
        <AddressField
          name="idCard"
          label="身份证读卡器"
          extra="填 auto 自动寻找；串口填 COM3 或 /dev/ttyUSB0；网络读卡器填 tcp://地址:端口；HID 读卡器填 hid://厂商号:产品号；用厂家助手程序的填 helper:///程序路径。不用就留空。"
        />
        <AddressField
          name="photoDecoder"
          label="照片解码组件"
          extra="读卡器厂家解出证件照片的程序，填 helper:///程序路径；读出证件后照片显示在「当事人」一步。没有就留空。"
        />
        <AddressField
          name="signaturePad"
          label="签字板"
          extra="Wacom STU 填 auto 自动寻找；也可填设备路径或 tcp://地址:端口。不用就留空，在屏幕上签名。"
        />
      </Family>
      <Family title="小票打印机">
        <AddressField
          name="receiptPrinter"
          label="小票打印机"
          extra="网络打印机填 tcp://地址:9100；串口填端口名；Linux 的 USB 打印机填 auto（或用「自动查找」记住这一台）；系统打印队列填 spool:打印机名。不用就留空。"
        />
        <Form.Item
          name="receiptProfile"
          label="小票打印机机型"
          extra="选好后打印一张测试页，看汉字、二维码和切纸是否正常。"
        >
          <Select
            options={PRINTER_PROFILE_KEYS.map((value) => ({
              value,
              label: `${PRINTER_PROFILES[value].name}：${PRINTER_PROFILES[value].note}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="receiptWidth" label="小票纸宽">
          <Radio.Group
            options={[
              { value: '58', label: '58 毫米' },
              { value: '80', label: '80 毫米' },
            ]}
          />
        </Form.Item>
      </Family>
      <Family title="执法记录仪">
        <Form.Item
          name="volumes"
          label="执法记录仪所在的盘或文件夹"
          extra="填 auto 认所有可移动的盘；也可一行一个，如 E:\ 或 /media/*，末尾用 * 表示其中每个文件夹。"
        >
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} spellCheck={false} />
        </Form.Item>
        <AddressField
          name="cameraControl"
          label="可控记录仪"
          extra="要先用厂家程序校时、转成存储才出现盘符的记录仪，填厂家助手程序的位置 helper:///程序路径。不用就留空。"
        />
      </Family>
      <Family title="扫码枪">
        <ScannerFields />
      </Family>
      <Family title="叫号屏">
        <DisplayFields />
      </Family>
      <footer>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存（Ctrl+S）
        </Button>
      </footer>
    </Form>
  );
}

/** The fields of one family, two beside each other, their lines level. */
function Family({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend>{title}</legend>
      <div className="address-fields">{children}</div>
    </fieldset>
  );
}
