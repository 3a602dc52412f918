@echo off
rem lint on Windows (untried).
py -3 "%~dp0_boot.py" lint %*
