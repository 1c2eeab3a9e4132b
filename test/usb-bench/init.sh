#!/bin/busybox sh
# The guest's first process: loads the USB modules, lays a throw-away layer over the host's files (which it can only
# read), and runs the command that stands after `bench=` on the kernel's command line in them. It tells how that ended, and the
# machine ends.
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
$b mount -t devtmpfs dev /dev
while read -r module option; do
  $b insmod "/modules/$module" $option || echo "BENCH-TROUBLE insmod $module"
done < /modules/order
$b mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 host /host
$b mount -t tmpfs tmpfs /upper
$b mkdir -p /upper/files /upper/work
$b mount -t overlay -o lowerdir=/host,upperdir=/upper/files,workdir=/upper/work overlay /root
for place in proc sys dev; do $b mount -o bind "/$place" "/root/$place"; done
$b mount -t configfs configfs /root/sys/kernel/config
$b mkdir -p /root/dev/pts /root/run
$b mount -t devpts devpts /root/dev/pts
$b mount -t tmpfs tmpfs /root/run
$b ip link set lo up
if [ -d /sys/class/net/eth0 ]; then
  $b ip addr add 10.0.2.15/24 dev eth0
  $b ip link set eth0 up
fi
$b stty -F /dev/ttyS0 raw -echo 2>/dev/null
command=$($b sed "s/.* bench=//" /proc/cmdline | $b tr "\001" " ")
$b chroot /root /bin/sh -c "$command" </dev/null
$b echo "BENCH {\"status\":$?}"
$b poweroff -f
