/* Preloaded into a program, ends it with SIGKILL at a chosen change of its
 * files, as a power cut or the kernel would: no handler runs, nothing is
 * flushed. A change is a call that writes, syncs, cuts, renames, makes or
 * removes a file below one folder.
 *
 *   SUDDEN_DEATH_FOLDER  below it changes count
 *   SUDDEN_DEATH_AT      the how-manieth is the last, from 1; 0 or unset: none
 *   SUDDEN_DEATH_HOW     "before" it, "after" it, or "torn": a write writes
 *                        only the first half of its bytes
 *   SUDDEN_DEATH_LOG     gets a line for each: "12 pwrite agent.db-wal"
 *   SUDDEN_DEATH_SYNCED  a folder that gets each file as it was when it was
 *                        last synced: what a power cut leaves at the least, if
 *                        new names and removals are on the disk at once
 *
 * What the kernel has taken it keeps, as it lives on. Where it dies, too, shows
 * in tests/hil/test_power_cuts.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_long changes;

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;)
    pause();
}

static const char* name_below(const char* path) {
  const char* folder = getenv("SUDDEN_DEATH_FOLDER");
  const size_t length = folder ? strlen(folder) : 0;
  if (length == 0 || strncmp(path, folder, length) != 0 || path[length] != '/')
    return NULL;
  return path + length + 1;
}

static void note(long number, const char* what, const char* name) {
  const char* log = getenv("SUDDEN_DEATH_LOG");
  if (!log)
    return;
  char line[PATH_MAX + 64];
  const int size =
      snprintf(line, sizeof line, "%ld %s %s\n", number, what, name);
  const int fd =
      NEXT(open)(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0 && NEXT(write)(fd, line, (size_t)size) < 0)
    abort();
  if (fd >= 0)
    close(fd);
}

/* Counts a change of this file. True: it is the last one, and `how` tells on
 * which side of it the program dies; dies here already if that is before. */
static int is_last(const char* what, const char* path, const char** how) {
  const char* name = name_below(path);
  if (!name)
    return 0;
  const long number = atomic_fetch_add(&changes, 1) + 1;
  note(number, what, name);
  const char* at = getenv("SUDDEN_DEATH_AT");
  if (!at || number != strtol(at, NULL, 10))
    return 0;
  *how = getenv("SUDDEN_DEATH_HOW");
  if (!*how || strcmp(*how, "before") == 0)
    die();
  return 1;
}

static int fd_is_last(const char* what, int fd, const char** how) {
  char link[32], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0)
    return 0;
  path[length] = 0;
  return is_last(what, path, how);
}

/* Where the synced state of a file below the folder is kept, if anywhere. */
static int synced_path(const char* path, char* out, size_t size) {
  const char* folder = getenv("SUDDEN_DEATH_SYNCED");
  const char* name = name_below(path);
  if (!folder || !name)
    return 0;
  snprintf(out, size, "%s/%s", folder, name);
  return 1;
}

static void keep_synced(int fd) {
  char link[32], path[PATH_MAX], copy[PATH_MAX + 32], bytes[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0)
    return;
  path[length] = 0;
  if (!synced_path(path, copy, sizeof copy))
    return;
  const int from = NEXT(open)(path, O_RDONLY | O_CLOEXEC);
  const int to =
      NEXT(open)(copy, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  ssize_t count = 0;
  while ((count = read(from, bytes, sizeof bytes)) > 0) {
    if (NEXT(write)(to, bytes, (size_t)count) != count)
      abort();
  }
  close(from);
  close(to);
}

/* How much of a write that is the last one is made. */
static size_t part_of(size_t count, const char* how) {
  return strcmp(how, "torn") == 0 ? count / 2 : count;
}

#define WITH_FD(what, fd, call)                  \
  do {                                           \
    const char* how = "";                        \
    const int last = fd_is_last(what, fd, &how); \
    const __typeof__(call) result = (call);      \
    if (last)                                    \
      die();                                     \
    return result;                               \
  } while (0)

#define WITH_PATH(what, path, call)             \
  do {                                          \
    const char* how = "";                       \
    const int last = is_last(what, path, &how); \
    const __typeof__(call) result = (call);     \
    if (last)                                   \
      die();                                    \
    return result;                              \
  } while (0)

ssize_t write(int fd, const void* bytes, size_t count) {
  const char* how = "";
  const int last = fd_is_last("write", fd, &how);
  const ssize_t done =
      NEXT(write)(fd, bytes, last ? part_of(count, how) : count);
  if (last)
    die();
  return done;
}

ssize_t pwrite(int fd, const void* bytes, size_t count, off_t offset) {
  const char* how = "";
  const int last = fd_is_last("pwrite", fd, &how);
  const ssize_t done =
      NEXT(pwrite)(fd, bytes, last ? part_of(count, how) : count, offset);
  if (last)
    die();
  return done;
}

ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t offset) {
  const char* how = "";
  const int last = fd_is_last("pwrite", fd, &how);
  const ssize_t done =
      NEXT(pwrite64)(fd, bytes, last ? part_of(count, how) : count, offset);
  if (last)
    die();
  return done;
}

int fsync(int fd) {
  const char* how = "";
  const int last = fd_is_last("fsync", fd, &how);
  const int result = NEXT(fsync)(fd);
  keep_synced(fd);
  if (last)
    die();
  return result;
}

int fdatasync(int fd) {
  const char* how = "";
  const int last = fd_is_last("fdatasync", fd, &how);
  const int result = NEXT(fdatasync)(fd);
  keep_synced(fd);
  if (last)
    die();
  return result;
}

int ftruncate(int fd, off_t size) {
  WITH_FD("ftruncate", fd, NEXT(ftruncate)(fd, size));
}

int ftruncate64(int fd, off64_t size) {
  WITH_FD("ftruncate", fd, NEXT(ftruncate64)(fd, size));
}

int truncate(const char* path, off_t size) {
  WITH_PATH("truncate", path, NEXT(truncate)(path, size));
}

int truncate64(const char* path, off64_t size) {
  WITH_PATH("truncate", path, NEXT(truncate64)(path, size));
}

int rename(const char* from, const char* to) {
  char old_copy[PATH_MAX + 32], new_copy[PATH_MAX + 32];
  const char* how = "";
  const int last = is_last("rename", from, &how);
  const int result = NEXT(rename)(from, to);
  if (synced_path(from, old_copy, sizeof old_copy) &&
      synced_path(to, new_copy, sizeof new_copy)) {
    /* What was never synced under its old name has nothing under its new one.
     */
    NEXT(unlink)(new_copy);
    NEXT(rename)(old_copy, new_copy);
  }
  if (last)
    die();
  return result;
}

static void forget_synced(const char* path) {
  char copy[PATH_MAX + 32];
  if (synced_path(path, copy, sizeof copy))
    NEXT(unlink)(copy);
}

int unlink(const char* path) {
  forget_synced(path);
  WITH_PATH("unlink", path, NEXT(unlink)(path));
}

int remove(const char* path) {
  forget_synced(path);
  WITH_PATH("remove", path, NEXT(remove)(path));
}

/* Only what makes a file, or empties one, changes anything. */
static int changes_file(const char* path, int flags) {
  return (flags & O_TRUNC) != 0 ||
         ((flags & O_CREAT) != 0 && access(path, F_OK) != 0);
}

static mode_t mode_of(int flags, va_list more) {
  return (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
}

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_of(flags, more);
  va_end(more);
  if (!changes_file(path, flags))
    return NEXT(open)(path, flags, mode);
  WITH_PATH("open", path, NEXT(open)(path, flags, mode));
}

int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_of(flags, more);
  va_end(more);
  if (!changes_file(path, flags))
    return NEXT(open64)(path, flags, mode);
  WITH_PATH("open", path, NEXT(open64)(path, flags, mode));
}
