# What the cross toolchains share; they set soundcheck_arch and _triplet.
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

set(CMAKE_FIND_ROOT_PATH ${CMAKE_SYSROOT})
# Programs, protoc among them, are the host's.
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${CMAKE_SYSROOT})
set(ENV{PKG_CONFIG_LIBDIR}
  ${CMAKE_SYSROOT}/usr/lib/${soundcheck_triplet}/pkgconfig:${CMAKE_SYSROOT}/usr/share/pkgconfig)

set(SOUNDCHECK_PAHO_SOURCE ${SOUNDCHECK_SYSROOT}/src/paho.mqtt.cpp)

# ctest, and the build of the knowledge base, run what was built in qemu-user.
set(CMAKE_CROSSCOMPILING_EMULATOR
  qemu-${CMAKE_SYSTEM_PROCESSOR}-static -L ${CMAKE_SYSROOT})
