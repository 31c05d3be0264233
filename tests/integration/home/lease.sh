#!/bin/sh
# What udhcpc calls: puts the lease into effect inside the namespace. The
# resolver file lies where `ip netns exec` binds it over /etc/resolv.conf.
set -eu
: "${interface:?udhcpc names it}"
case $1 in
  deconfig)
    ip address flush dev "$interface"
    ip link set "$interface" up
    ;;
  bound | renew)
    ip address replace "${ip:?}/${mask:-24}" dev "$interface"
    for gateway in ${router:-}; do
      ip route replace default via "$gateway" dev "$interface"
      break
    done
    : >"$SOUNDCHECK_RESOLV"
    for server in ${dns:-}; do
      echo "nameserver $server" >>"$SOUNDCHECK_RESOLV"
    done
    ;;
esac
