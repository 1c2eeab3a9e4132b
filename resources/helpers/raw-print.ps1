# Sends receipts to a printer of Windows as they are (datatype RAW). Usage: raw-print.ps1 PRINTER
# Words: docs/protocols/receipt-printer.md. Standard input: "JOB n", a line feed, n bytes. Standard output: READY, then
# per job DONE or ERROR and why. Written from Microsoft's documentation; not yet run on a real Windows PC.
param([Parameter(Mandatory = $true)][string]$Printer)
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
Add-Type -TypeDefinition @'
using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

public static class RawQueue {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  public class DocInfo {
    [MarshalAs(UnmanagedType.LPWStr)] public string Name;
    [MarshalAs(UnmanagedType.LPWStr)] public string OutputFile;
    [MarshalAs(UnmanagedType.LPWStr)] public string DataType;
  }
  [DllImport("winspool.drv", EntryPoint = "OpenPrinterW", SetLastError = true, CharSet = CharSet.Unicode)]
  static extern bool OpenPrinter(string name, out IntPtr printer, IntPtr defaults);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool ClosePrinter(IntPtr printer);
  [DllImport("winspool.drv", EntryPoint = "StartDocPrinterW", SetLastError = true, CharSet = CharSet.Unicode)]
  static extern int StartDocPrinter(IntPtr printer, int level, [In] DocInfo doc);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool EndDocPrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool StartPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool EndPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool WritePrinter(IntPtr printer, byte[] bytes, int count, out int written);

  static void Insist(bool worked) {
    if (!worked) throw new Win32Exception(Marshal.GetLastWin32Error());
  }
  static IntPtr Open(string name) {
    IntPtr printer;
    Insist(OpenPrinter(name, out printer, IntPtr.Zero));
    return printer;
  }
  public static void Check(string name) { ClosePrinter(Open(name)); }

  public static int Send(string name, byte[] bytes) {
    IntPtr printer = Open(name);
    try {
      int job = StartDocPrinter(printer, 1, new DocInfo { Name = "receipt", DataType = "RAW" });
      Insist(job > 0);
      try {
        Insist(StartPagePrinter(printer));
        int written;
        Insist(WritePrinter(printer, bytes, bytes.Length, out written));
        if (written != bytes.Length) throw new Exception("only " + written + " bytes were taken");
        Insist(EndPagePrinter(printer));
      } finally { EndDocPrinter(printer); }
      return job;
    } finally { ClosePrinter(printer); }
  }
}
'@

function Say([string]$line) {
  [Console]::Out.WriteLine(($line -replace '[\r\n]+', ' '))
  [Console]::Out.Flush()
}

$in = [Console]::OpenStandardInput()
# Byte by byte: a text reader would swallow the beginning of the job.
function Read-Line {
  $line = New-Object System.Text.StringBuilder
  while (($byte = $in.ReadByte()) -ge 0) {
    if ($byte -eq 10) { return $line.ToString() }
    [void]$line.Append([char]$byte)
  }
  return $null
}

try { [RawQueue]::Check($Printer) } catch { Say "ERROR $($_.Exception.GetBaseException().Message)"; exit 1 }
Say 'READY'
while ($null -ne ($line = Read-Line)) {
  if ($line -notmatch '^JOB (\d+)$') { Say "ERROR unknown word $line"; exit 1 }
  $job = New-Object byte[] ([int]$Matches[1])
  $have = 0
  while ($have -lt $job.Length) {
    $got = $in.Read($job, $have, $job.Length - $have)
    if ($got -le 0) { exit 1 }
    $have += $got
  }
  try { Say "DONE $([RawQueue]::Send($Printer, $job))" } catch { Say "ERROR $($_.Exception.GetBaseException().Message)" }
}
