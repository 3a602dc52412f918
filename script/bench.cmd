@echo off
rem bench on Windows (untried).
py -3 "%~dp0_boot.py" bench %*
