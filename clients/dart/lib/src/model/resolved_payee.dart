//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'resolved_payee.g.dart';

/// Who would be paid, as far as a stranger may know.
///
/// Properties:
/// * [name] - Masked: the first name and how the last one begins.
/// * [currencies] - In which they can be paid.
/// * [isTrusted] - Whether they are among the payees I trust.
@BuiltValue()
abstract class ResolvedPayee implements Built<ResolvedPayee, ResolvedPayeeBuilder> {
  /// Masked: the first name and how the last one begins.
  @BuiltValueField(wireName: r'name')
  String get name;

  /// In which they can be paid.
  @BuiltValueField(wireName: r'currencies')
  BuiltList<String> get currencies;

  /// Whether they are among the payees I trust.
  @BuiltValueField(wireName: r'is_trusted')
  bool get isTrusted;

  ResolvedPayee._();

  factory ResolvedPayee([void updates(ResolvedPayeeBuilder b)]) = _$ResolvedPayee;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ResolvedPayeeBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ResolvedPayee> get serializer => _$ResolvedPayeeSerializer();
}

class _$ResolvedPayeeSerializer implements PrimitiveSerializer<ResolvedPayee> {
  @override
  final Iterable<Type> types = const [ResolvedPayee, _$ResolvedPayee];

  @override
  final String wireName = r'ResolvedPayee';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ResolvedPayee object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'currencies';
    yield serializers.serialize(
      object.currencies,
      specifiedType: const FullType(BuiltList, [FullType(String)]),
    );
    yield r'is_trusted';
    yield serializers.serialize(
      object.isTrusted,
      specifiedType: const FullType(bool),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ResolvedPayee object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ResolvedPayeeBuilder result,
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
        case r'currencies':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(String)]),
          ) as BuiltList<String>;
          result.currencies.replace(valueDes);
          break;
        case r'is_trusted':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isTrusted = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ResolvedPayee deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ResolvedPayeeBuilder();
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


