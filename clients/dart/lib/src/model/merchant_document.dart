//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/merchant_document_kind_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'merchant_document.g.dart';

/// MerchantDocument
///
/// Properties:
/// * [kind]
/// * [size] - In bytes, as it is kept.
/// * [uploadedAt]
@BuiltValue()
abstract class MerchantDocument implements Built<MerchantDocument, MerchantDocumentBuilder> {
  @BuiltValueField(wireName: r'kind')
  MerchantDocumentKindEnum get kind;
  // enum kindEnum {  licence,  premises,  registration,  tax,  };

  /// In bytes, as it is kept.
  @BuiltValueField(wireName: r'size')
  int get size;

  @BuiltValueField(wireName: r'uploaded_at')
  DateTime get uploadedAt;

  MerchantDocument._();

  factory MerchantDocument([void updates(MerchantDocumentBuilder b)]) = _$MerchantDocument;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(MerchantDocumentBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<MerchantDocument> get serializer => _$MerchantDocumentSerializer();
}

class _$MerchantDocumentSerializer implements PrimitiveSerializer<MerchantDocument> {
  @override
  final Iterable<Type> types = const [MerchantDocument, _$MerchantDocument];

  @override
  final String wireName = r'MerchantDocument';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    MerchantDocument object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(MerchantDocumentKindEnum),
    );
    yield r'size';
    yield serializers.serialize(
      object.size,
      specifiedType: const FullType(int),
    );
    yield r'uploaded_at';
    yield serializers.serialize(
      object.uploadedAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    MerchantDocument object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required MerchantDocumentBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(MerchantDocumentKindEnum),
          ) as MerchantDocumentKindEnum;
          result.kind = valueDes;
          break;
        case r'size':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.size = valueDes;
          break;
        case r'uploaded_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.uploadedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  MerchantDocument deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = MerchantDocumentBuilder();
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


