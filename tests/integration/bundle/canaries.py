"""Secrets of a home, and the texts into which a speaker writes them."""

SSIDS = ["Villa Kunterbunt", "家里 WiFi", "iot-7f"]
FOREIGN_SSID = "Nachbars Netz 5G"
PSK = "korrekt-pferd-batterie-77"
RAW_PSK = "0c1d2e3f405162738495a6b7c8d9eafb0c1d2e3f405162738495a6b7c8d9eafb"
MAC, OWN_MAC = "a4:c1:38:0f:22:9e", "dc:a6:32:7b:41:05"
IP4, PUBLIC_IP4 = "192.168.17.23", "203.0.113.77"
IP6 = "2001:db8:85a3::8a2e:370:7334"
EMAIL = "otto.normal@example.co.uk"
BEARER = "tokABC123defGHI456jklMNO789pqr"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3NyJ9.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9"
SERIAL = "G0911W079281003F"
CPU_SERIAL = "10000000c7a1d39e"
LATITUDE, LONGITUDE = "31.230416", "121.473701"
HOST, LAN_HOST = "ottos-wohnzimmer", "ottos-nas.fritz.box"
ACCOUNT = "ottonormal"
DEVICE = "speaker-otto-77"
PIN = "83920174"

# What may be found nowhere, in no form that a program writes.
NEEDLES = SSIDS + [
    FOREIGN_SSID, PSK, RAW_PSK, MAC, MAC.upper(), MAC.replace(":", "-"),
    MAC.replace(":", ""), MAC.replace(":", "_").upper(), OWN_MAC,
    OWN_MAC.replace(":", ""), "a4:c1:38", "A4-C1-38", IP4, PUBLIC_IP4, IP6,
    "8a2e:370", EMAIL, "otto.normal", BEARER, JWT, "dozjgNryP4J3jVmNHl0w5N",
    SERIAL, CPU_SERIAL, LATITUDE, LONGITUDE, HOST, LAN_HOST, "ottos-nas",
    ACCOUNT, DEVICE, PIN,
    "家里", "\\xe5\\xae\\xb6", "\\u5bb6", "e5aeb6e9878c", "%E5%AE%B6",
    "56696c6c61204b756e74657262756e74",  # "Villa Kunterbunt"
]

LINES = [
    f"wlan0: Trying to associate with {MAC} (SSID='{SSIDS[0]}' freq=5180)",
    "wlan0: SSID \\xe5\\xae\\xb6\\xe9\\x87\\x8c WiFi is weak",
    f"wlan0: SME: Trying to authenticate, ssid={SSIDS[2]} id=0",
    f"scan: found SSID '{FOREIGN_SSID}' {MAC.upper()} -71 dBm",
    "assoc ies 0010" + "56696c6c61204b756e74657262756e74",
    f"config: psk={PSK}",
    f"config: wpa_passphrase=\"{PSK}\" key_mgmt=WPA-PSK",
    f"PSK (raw) - hexdump: {RAW_PSK}",
    f"neighbours {{\"{MAC}\": -61, \"{MAC.replace(':', '')}\": -70, "
    f"\"{OWN_MAC.replace(':', '-')}\": {{\"rate\": 6}}}}",
    f"/org/bluez/hci0/dev_{MAC.replace(':', '_').upper()} connected",
    f"udhcpc: lease of {IP4} obtained from {IP4}, lease time 86400",
    f"peer {PUBLIC_IP4}:8883 and [{IP6}]:443 are unreachable",
    f"account {EMAIL} signed in",
    f"POST /v1 Authorization: Bearer {BEARER}",
    f"refresh: access_token={BEARER}&expires=3600",
    f"id token {JWT} expired",
    f"usb 1-1: SerialNumber: {SERIAL}",
    f"serialno={SERIAL}",
    f"factory test of {SERIAL}, cpu {CPU_SERIAL} passed",
    f"weather for {LATITUDE}, {LONGITUDE}",
    f"gps {{\"latitude\": {LATITUDE}, \"longitude\": {LONGITUDE}}}",
    f"Nov 27 03:12:01 {HOST} avahi-daemon[77]: Host name is {HOST}.local",
    f"2026-11-27T03:12:01+0800 {HOST} smbclient: {LAN_HOST} refused",
    f"DHCPACK(wlan0) {IP4} {MAC} {HOST}",
    f"pam: session opened for user {ACCOUNT} by (uid=0)",
    f"WPS: PIN pin={PIN} is active",
    f"device {DEVICE} enrols",
    f"\x1b[31mssid \"{SSIDS[0]}\"\x1b[0m lost",
    f"url https://{ACCOUNT}:{PSK}@{LAN_HOST}/share",
]

# What an expert needs, and must find again.
USEFUL = [
    "soundcheckd[412]: connection lost: Connection reset by peer (104)",
    "[   12.345678] brcmfmac: brcmf_sdio_hostmail: bad htmailbox 0x4",
    "wlan0: CTRL-EVENT-DISCONNECTED bssid=00:00:00:00:00:00 reason=3",
    "EXT4-fs error (device mmcblk0p7): ext4_lookup:1706: inode #2",
    "underrun!!! (at least 23.456 ms long), 17 times since 03:12:01",
    "WPA: 4-Way Handshake failed - pre-shared key may be incorrect",
]


def log_text():
    return "\n".join(LINES + USEFUL) + "\n"
