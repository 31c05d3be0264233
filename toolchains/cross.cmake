# What the cross toolchains share; they set soundcheck_arch, _triplet and
# _flags.
set(CMAKE_SYSTEM_NAME Linux)

if(NOT SOUNDCHECK_SYSROOT)
  cmake_path(SET SOUNDCHECK_SYSROOT NORMALIZE
    ${CMAKE_CURRENT_LIST_DIR}/../build/sysroot/${soundcheck_arch})
endif()
# try_compile() reads this file again and must find the same sysroot.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SOUNDCHECK_SYSROOT)

set(CMAKE_SYSROOT ${SOUNDCHECK_SYSROOT}/root)
set(CMAKE_LIBRARY_ARCHITECTURE ${soundcheck_triplet})
set(CMAKE_C_COMPILER ${soundcheck_triplet}-gcc)
set(CMAKE_CXX_COMPILER ${soundcheck_triplet}-g++)

# Exceptions find their way without frame pointers, and so do debuggers.
set(CMAKE_C_FLAGS_INIT "-fomit-frame-pointer")
set(CMAKE_CXX_FLAGS_INIT "-fomit-frame-pointer ${soundcheck_flags}")
# Speakers have pages of 4 or 16 kB; the default fills up to 64.
set(CMAKE_EXE_LINKER_FLAGS_MINSIZEREL_INIT "-Wl,-z,max-page-size=16384")
# lld makes one of functions and tables that came out alike, for nobody compares
# the addresses of constants, and packs the relocations that a
# position-independent program needs: together an eighth of the daemon. What is
# packed so is read by glibc 2.36 and later, which is Debian 12's; older firmware
# leaves pack-relative-relocs out.
string(APPEND CMAKE_EXE_LINKER_FLAGS_MINSIZEREL_INIT
  " -fuse-ld=lld -B/usr/lib/llvm-16/bin"
  " -Wl,-O2,--icf=all,--ignore-data-address-equality"
  " -Wl,-z,pack-relative-relocs")

set(CMAKE_FIND_ROOT_PATH ${CMAKE_SYSROOT})
# Programs, protoc among them, are the host's.
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${CMAKE_SYSROOT})
set(ENV{PKG_CONFIG_LIBDIR}
  ${CMAKE_SYSROOT}/usr/lib/${soundcheck_triplet}/pkgconfig:${CMAKE_SYSROOT}/usr/share/pkgconfig)

set(SOUNDCHECK_SOURCES ${SOUNDCHECK_SYSROOT}/src)

# ctest, and the build of the knowledge base, run what was built in qemu-user.
set(CMAKE_CROSSCOMPILING_EMULATOR
  qemu-${CMAKE_SYSTEM_PROCESSOR}-static -L ${CMAKE_SYSROOT})
