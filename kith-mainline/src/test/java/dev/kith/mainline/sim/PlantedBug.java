package dev.kith.mainline.sim;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/// A bug planted in the bytes of one production class: nothing is changed on disk, and no seam is
/// needed in the sources. A [PlantedWorld] loads the altered class beside all others.
///
/// @param name what is wrong
/// @param className in which class
/// @param method in which method, all overloads
/// @param alteration how the method is altered; counts what it has changed
record PlantedBug(
    String name,
    String className,
    String method,
    Function<AtomicInteger, MethodTransform> alteration) {
  /// How a bug complains whose code is not there any more.
  static final String NOTHING_TO_ALTER = "there is nothing to alter";

  /// The bug that `method` does nothing but return `value`: a `Boolean`, `Long`, or `null` for
  /// nothing at all.
  static PlantedBug returns(String name, String className, String method, Object value) {
    Consumer<CodeBuilder> code = out -> returnValue(out, value);
    return new PlantedBug(name, className, method, changed -> replacing(changed, code));
  }

  /// The bug that the calls of `called` are left out; `value` is what they seem to return.
  static PlantedBug skips(
      String name, String className, String method, String called, Object value) {
    return new PlantedBug(
        name,
        className,
        method,
        changed ->
            MethodTransform.transformingCode(
                (out, element) -> {
                  if (element instanceof InvokeInstruction call
                      && call.name().equalsString(called)) {
                    changed.incrementAndGet();
                    discardArguments(out, call);
                    load(out, call.typeSymbol().returnType(), value);
                  } else {
                    out.with(element);
                  }
                }));
  }

  /// The bug that `method`, which takes one argument and returns nothing, only hands that to
  /// `instead`.
  static PlantedBug calls(
      String name, String className, String method, String instead, Class<?> argument) {
    MethodTypeDesc type =
        MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of(argument.getName()));
    Consumer<CodeBuilder> code =
        out ->
            out.aload(0).aload(1).invokevirtual(ClassDesc.of(className), instead, type).return_();
    return new PlantedBug(name, className, method, changed -> replacing(changed, code));
  }

  /// The bug that another constant was written.
  static PlantedBug confuses(
      String name, String className, String method, Object constant, Object written) {
    return new PlantedBug(
        name,
        className,
        method,
        changed ->
            MethodTransform.transformingCode(
                (out, element) -> {
                  if (element instanceof ConstantInstruction load
                      && load.constantValue().equals(constant)) {
                    changed.incrementAndGet();
                    loadConstant(out, written);
                  } else {
                    out.with(element);
                  }
                }));
  }

  /// The bug that comparisons are off by one, where code jumps by `opcode`.
  static PlantedBug jumps(
      String name, String className, String method, Opcode opcode, Opcode instead) {
    return new PlantedBug(
        name,
        className,
        method,
        changed ->
            MethodTransform.transformingCode(
                (out, element) -> {
                  if (element instanceof BranchInstruction jump && jump.opcode() == opcode) {
                    changed.incrementAndGet();
                    out.branch(instead, jump.target());
                  } else {
                    out.with(element);
                  }
                }));
  }

  /// The bytes of the class with the bug in it.
  ///
  /// @throws IllegalStateException if there is no such code any more
  byte[] plant(byte[] sound) {
    AtomicInteger changed = new AtomicInteger();
    byte[] altered =
        ClassFile.of()
            .transformClass(
                ClassFile.of().parse(sound),
                ClassTransform.transformingMethods(this::isMeant, alteration.apply(changed)));
    if (changed.get() == 0) {
      throw new IllegalStateException(
          NOTHING_TO_ALTER + " for \"" + name + "\" in " + className + "." + method);
    }
    return altered;
  }

  private boolean isMeant(MethodModel candidate) {
    return candidate.methodName().equalsString(method);
  }

  private static MethodTransform replacing(AtomicInteger changed, Consumer<CodeBuilder> code) {
    return (out, element) -> {
      if (element instanceof CodeModel) {
        changed.incrementAndGet();
        out.withCode(code);
      } else {
        out.with(element);
      }
    };
  }

  private static void returnValue(CodeBuilder out, Object value) {
    switch (value) {
      case Boolean bool -> out.loadConstant(bool ? 1 : 0).ireturn();
      case Integer number -> out.loadConstant(number.intValue()).ireturn();
      case Long number -> out.loadConstant(number.longValue()).lreturn();
      case Nothing.VOID -> out.return_();
      case Nothing.NULL -> out.aconst_null().areturn();
      default -> throw new IllegalArgumentException("cannot return " + value);
    }
  }

  /// What a method returns that returns nothing.
  enum Nothing {
    /// No value.
    VOID,
    /// The value `null`.
    NULL
  }

  private static void discardArguments(CodeBuilder out, InvokeInstruction call) {
    var types = call.typeSymbol().parameterList();
    for (int i = types.size() - 1; i >= 0; i--) {
      if (TypeKind.from(types.get(i)).slotSize() == 2) {
        out.pop2();
      } else {
        out.pop();
      }
    }
    if (call.opcode() != Opcode.INVOKESTATIC) {
      out.pop();
    }
  }

  private static void load(CodeBuilder out, ClassDesc type, Object value) {
    if (value == Nothing.NULL) {
      out.aconst_null();
    } else if (TypeKind.from(type) != TypeKind.VOID) {
      loadConstant(out, value instanceof Boolean bool ? (Object) (bool ? 1 : 0) : value);
    }
  }

  private static void loadConstant(CodeBuilder out, Object constant) {
    switch (constant) {
      case Integer number -> out.loadConstant(number.intValue());
      case Long number -> out.loadConstant(number.longValue());
      default -> throw new IllegalArgumentException("cannot load " + constant);
    }
  }
}
