/* Makes the kernel draw a new key for its random numbers.
 *
 * A restored snapshot would give the same "random" numbers every time: the same
 * outbox ids, the same nonces. Writing to /dev/urandom only mixes into the
 * pool; the key is drawn from it anew once a minute, or by this call.
 */
#include <fcntl.h>
#include <linux/random.h>
#include <stdio.h>
#include <sys/ioctl.h>

int main(void) {
  int urandom = open("/dev/urandom", O_WRONLY);
  if (urandom < 0 || ioctl(urandom, RNDRESEEDCRNG) != 0) {
    perror("fresh-random: /dev/urandom");
    return 1;
  }
  return 0;
}
