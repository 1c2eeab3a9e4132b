#!/bin/sh
# Sends receipts to a queue of CUPS as they are. Usage: raw-print.sh PRINTER
# Words: docs/protocols/receipt-printer.md. Standard input: "JOB n", a line feed, n bytes. Standard output: READY, then
# per job DONE or ERROR and why.
LC_ALL=C
export LC_ALL
if ! command -v lp >/dev/null 2>&1; then
  echo 'ERROR there is no print service (CUPS)'
  exit 1
fi
if ! why=$(lpstat -p "$1" 2>&1); then
  echo "ERROR $why"
  exit 1
fi
echo READY
while read -r word size; do
  if [ "$word" != JOB ]; then
    echo "ERROR unknown word $word"
    exit 1
  fi
  if said=$(head -c "$size" | lp -d "$1" -o raw - 2>&1); then
    echo "DONE $said"
  else
    echo "ERROR $said"
  fi
done
