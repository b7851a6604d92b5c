# What is installed beside the commands, and the Debian package: cpack -G DEB.
set(doc_folder ${CMAKE_INSTALL_DATADIR}/doc/git-exp)
install(FILES LICENSE DESTINATION ${doc_folder} RENAME copyright)
install(FILES README.md CHANGELOG.md docs/storage.md DESTINATION ${doc_folder})
install(DIRECTORY docs/schema DESTINATION ${doc_folder})
install(DIRECTORY examples/ DESTINATION ${doc_folder}/examples USE_SOURCE_PERMISSIONS
  PATTERN CMakeLists.txt EXCLUDE
  # What somebody who tried an example in the source tree has left.
  PATTERN train EXCLUDE PATTERN checkpoint EXCLUDE PATTERN statistic.json EXCLUDE PATTERN __pycache__ EXCLUDE)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME git-exp)
set(CPACK_PACKAGE_VENDOR "The git-exp authors")
set(CPACK_PACKAGE_CONTACT "git-exp maintainers <git-exp@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "manage computational experiments inside git")
set(CPACK_PACKAGE_DESCRIPTION
"A suite of git subcommands for people who run training jobs and simulations
from a git repository. An experiment is a tag on a commit; running it makes a
run with a number, a folder and a record; the records travel as git notes, and
tables compare them. There is no server, no database and no daemon.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION vcs)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "git (>= 1:2.30)")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "bash-completion")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # the libraries' packages, with versions, from the executables themselves
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
