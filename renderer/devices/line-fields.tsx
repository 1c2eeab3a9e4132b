import { Form, Input, Select } from 'antd';
import { AddressField } from './address-field.tsx';

const BAUDS = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200].map((value) => ({ value, label: `${value}` }));

function BaudField({ name }: { name: 'scannerBaud' | 'queueDisplayBaud' }) {
  return (
    <Form.Item name={name} label="波特率" extra="看说明书，常见 9600。">
      <Select options={BAUDS} />
    </Form.Item>
  );
}

/** Where the scanner is. One that plays keyboard needs nothing here. */
export function ScannerFields() {
  return (
    <>
      <AddressField
        name="scanner"
        label="扫码枪（串口）"
        extra="填 auto 自动寻找；也可填 COM3、/dev/ttyACM0 或 tcp://地址:端口。键盘口扫码枪插上即用，这里留空。"
      />
      <BaudField name="scannerBaud" />
    </>
  );
}

/** Where the board is and how it wants to be told. The second screen needs nothing here. */
export function DisplayFields() {
  return (
    <>
      <AddressField
        name="queueDisplay"
        label="叫号屏（串口 LED 屏）"
        extra="填 COM5、/dev/ttyUSB1 或 tcp://地址:端口。用第二块显示器叫号的，这里留空，到「排队叫号」打开。"
      />
      <BaudField name="queueDisplayBaud" />
      <Form.Item
        name="displayTemplate"
        label="叫号屏模板"
        className="address-wide"
        extra="{num} 号码，{window} 窗口，{text} 内容，{cs} 校验（两位十六进制），{csb} 校验（一个字节），\r \n \t \xHH 为控制字符。"
      >
        <Input autoComplete="off" spellCheck={false} className="template" />
      </Form.Item>
      <Form.Item name="displayChecksum" label="校验方式">
        <Select
          options={[
            { value: 'none', label: '不校验' },
            { value: 'xor', label: '异或（校验前的全部字节）' },
            { value: 'sum', label: '累加取低八位' },
          ]}
        />
      </Form.Item>
      <Form.Item name="displayEncoding" label="字符编码">
        <Select
          options={[
            { value: 'gb18030', label: 'GB18030，可显示汉字' },
            { value: 'ascii', label: 'ASCII，只显示数字和字母' },
          ]}
        />
      </Form.Item>
    </>
  );
}
