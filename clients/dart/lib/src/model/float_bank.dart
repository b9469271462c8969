//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'float_bank.g.dart';

/// FloatBank
///
/// Properties:
/// * [bank]
/// * [name]
@BuiltValue()
abstract class FloatBank implements Built<FloatBank, FloatBankBuilder> {
  @BuiltValueField(wireName: r'bank')
  String get bank;

  @BuiltValueField(wireName: r'name')
  String get name;

  FloatBank._();

  factory FloatBank([void updates(FloatBankBuilder b)]) = _$FloatBank;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(FloatBankBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<FloatBank> get serializer => _$FloatBankSerializer();
}

class _$FloatBankSerializer implements PrimitiveSerializer<FloatBank> {
  @override
  final Iterable<Type> types = const [FloatBank, _$FloatBank];

  @override
  final String wireName = r'FloatBank';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    FloatBank object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'bank';
    yield serializers.serialize(
      object.bank,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    FloatBank object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required FloatBankBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'bank':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.bank = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  FloatBank deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = FloatBankBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


