/* Loaded before libc: writes down every change that a process makes below one folder, and every fsync, in order.

   RECORD_BELOW names the folder, RECORD_TO the file that takes the record. One record is
     kind (1 byte), length of the path (u32), path, offset or size (i64), length of the data (u32), data
   in the machine's byte order. Kinds: C new file, D new folder, W write, T truncate, S sync, U unlink, R rename.
   With RECORD_ROOM, only so many bytes can be written: then the disk is full (but for the file "acknowledged").
   One lock is held over a change and its record: their orders are the same. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FILES 1024
#define LONGEST 512

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char names[FILES][LONGEST];
static int record = -1;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int below(const char *path) {
    const char *folder = getenv("RECORD_BELOW");
    size_t length = folder ? strlen(folder) : 0;
    if (!length || !path || strlen(path) >= LONGEST || strncmp(path, folder, length)) return 0;
    return path[length] == '/' || path[length] == 0;
}

static const char *name_of(int fd) { return fd >= 0 && fd < FILES && names[fd][0] ? names[fd] : NULL; }

static void put(char kind, const char *path, int64_t number, const void *data, uint32_t length) {
    uint32_t size = strlen(path);
    if (record < 0)
        record = syscall(SYS_openat, AT_FDCWD, getenv("RECORD_TO"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    size_t whole = 1 + 4 + size + 8 + 4 + (size_t)length;
    char *line = malloc(whole), *at = line;
    *at++ = kind;
    memcpy(at, &size, 4), at += 4;
    memcpy(at, path, size), at += size;
    memcpy(at, &number, 8), at += 8;
    memcpy(at, &length, 4), at += 4;
    if (length) memcpy(at, data, length);
    for (size_t done = 0; done < whole;) {
        ssize_t step = syscall(SYS_write, record, line + done, whole - done);
        if (step <= 0) abort();
        done += step;
    }
    free(line);
}

static int full(const char *path, size_t length) {
    static size_t used;
    const char *room = getenv("RECORD_ROOM");
    const char *name = strrchr(path, '/');
    if (!room || (name && !strcmp(name, "/acknowledged"))) return 0;
    if (used + length > strtoull(room, NULL, 10)) return errno = ENOSPC, 1;
    return used += length, 0;
}

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    if (!below(path)) return real(path, flags, mode);
    pthread_mutex_lock(&turn);
    int there = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
    int fd = real(path, flags, mode);
    if (fd >= 0 && fd < FILES) {
        strcpy(names[fd], path);
        if (!there) put('C', path, 0, NULL, 0);
        else if (flags & O_TRUNC) put('T', path, 0, NULL, 0);
    }
    pthread_mutex_unlock(&turn);
    return fd;
}

#define MODE(flags) mode_t mode = 0; if ((flags) & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) return opened(REAL(open), path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(REAL(open64), path, flags, mode); }

int close(int fd) {
    if (fd >= 0 && fd < FILES) names[fd][0] = 0;
    return REAL(close)(fd);
}

static ssize_t written(int fd, const void *data, size_t length, off_t offset) {
    const char *path = name_of(fd);
    if (!path) return syscall(SYS_pwrite64, fd, data, length, offset);
    pthread_mutex_lock(&turn);
    ssize_t done = full(path, length) ? -1 : syscall(SYS_pwrite64, fd, data, length, offset);
    if (done > 0) put('W', path, offset, data, done);
    pthread_mutex_unlock(&turn);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return written(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return written(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length) {
    const char *path = name_of(fd);
    if (!path) return REAL(write)(fd, data, length);
    pthread_mutex_lock(&turn);
    int at_end = fcntl(fd, F_GETFL) & O_APPEND;
    off_t offset = lseek(fd, 0, at_end ? SEEK_END : SEEK_CUR);
    ssize_t done = full(path, length) ? -1 : REAL(write)(fd, data, length);
    if (done > 0) put('W', path, offset, data, done);
    pthread_mutex_unlock(&turn);
    return done;
}

static int changed(char kind, int fd, int64_t number, int (*change)(int, int64_t)) {
    const char *path = name_of(fd);
    if (!path) return change(fd, number);
    pthread_mutex_lock(&turn);
    int answer = change(fd, number);
    if (answer == 0) put(kind, path, number, NULL, 0);
    pthread_mutex_unlock(&turn);
    return answer;
}

static int real_truncate(int fd, int64_t size) { return syscall(SYS_ftruncate, fd, size); }
static int real_fsync(int fd, int64_t unused) { return (void)unused, syscall(SYS_fsync, fd); }
static int real_fdatasync(int fd, int64_t unused) { return (void)unused, syscall(SYS_fdatasync, fd); }

int ftruncate(int fd, off_t size) { return changed('T', fd, size, real_truncate); }
int ftruncate64(int fd, off64_t size) { return changed('T', fd, size, real_truncate); }
int fsync(int fd) { return changed('S', fd, 0, real_fsync); }
int fdatasync(int fd) { return changed('S', fd, 0, real_fdatasync); }

int mkdir(const char *path, mode_t mode) {
    pthread_mutex_lock(&turn);
    int answer = REAL(mkdir)(path, mode);
    if (answer == 0 && below(path)) put('D', path, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return answer;
}

int unlink(const char *path) {
    pthread_mutex_lock(&turn);
    int answer = REAL(unlink)(path);
    if (answer == 0 && below(path)) put('U', path, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return answer;
}

int rename(const char *old, const char *new) {
    pthread_mutex_lock(&turn);
    int answer = REAL(rename)(old, new);
    if (answer == 0 && below(old)) put('R', old, 0, new, strlen(new));
    pthread_mutex_unlock(&turn);
    return answer;
}
