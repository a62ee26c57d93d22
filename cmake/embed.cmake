# writ_embed(TARGET name folder [name folder ...]): a static library that holds every file of the
# folders. It defines `writ::embed::Files(name)`, declared in base/embedded.h.
function(writ_embed target)
  set(sources_list "")
  set(args ${ARGN})
  set(manifest "")
  while(args)
    list(POP_FRONT args name folder)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*)
    list(SORT files)
    list(APPEND sources_list ${files})
    string(APPEND manifest "${name}=${folder}\n")
  endwhile()
  set(manifest_file ${CMAKE_BINARY_DIR}/${target}.manifest)
  file(GENERATE OUTPUT ${manifest_file} CONTENT "${manifest}")
  set(output ${CMAKE_BINARY_DIR}/${target}.cpp)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/cmake/embed.py ${manifest_file} ${output}
    DEPENDS ${sources_list} ${manifest_file} ${CMAKE_SOURCE_DIR}/cmake/embed.py
    VERBATIM)
  add_library(${target} STATIC ${output})
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/compiler)
endfunction()
