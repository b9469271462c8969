//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'seen_payee.g.dart';

/// SeenPayee
///
/// Properties:
/// * [name] - Masked, as `/payees/resolve` shows it.
@BuiltValue()
abstract class SeenPayee implements Built<SeenPayee, SeenPayeeBuilder> {
  /// Masked, as `/payees/resolve` shows it.
  @BuiltValueField(wireName: r'name')
  String get name;

  SeenPayee._();

  factory SeenPayee([void updates(SeenPayeeBuilder b)]) = _$SeenPayee;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SeenPayeeBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SeenPayee> get serializer => _$SeenPayeeSerializer();
}

class _$SeenPayeeSerializer implements PrimitiveSerializer<SeenPayee> {
  @override
  final Iterable<Type> types = const [SeenPayee, _$SeenPayee];

  @override
  final String wireName = r'SeenPayee';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SeenPayee object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SeenPayee object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SeenPayeeBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
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
  SeenPayee deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SeenPayeeBuilder();
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


