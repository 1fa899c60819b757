"""Further definitions, a file for each subject: importing this package makes all of them known to the kernel."""
